/** The look of the HTML report. Ten hues for profiles, those of the panel, each with its label beside it. */
export const style = `
:root { color-scheme: light dark; --bg: #fbfbfa; --card: #fff; --text: #1f2328; --soft: #636c76; --line: #d8dee4; --code: #f2f3f5;
  --good: #1a7f37; --good-bg: #e7f6ec; --bad: #c4232c; --bad-bg: #fdecec; --warn: #8f5a00; --warn-bg: #fff4dc; --info: #0a5bb8; --info-bg: #e8f1fd; --ink: .42 .13; --tint: .95 .03; }
@media (prefers-color-scheme: dark) { :root { --bg: #16181b; --card: #1e2125; --text: #e3e6ea; --soft: #9aa3ad; --line: #343a41; --code: #272b30;
  --good: #57c77a; --good-bg: #16301f; --bad: #ff8a86; --bad-bg: #3a1c1d; --warn: #eab755; --warn-bg: #352a12; --info: #7db4ff; --info-bg: #172a43; --ink: .84 .11; --tint: .32 .06; } }
* { box-sizing: border-box; }
body { margin: 0; background: var(--bg); color: var(--text); font: 14px/1.5 system-ui, sans-serif; }
main, header { max-width: 1180px; margin: 0 auto; padding: 0 24px; }
header { padding-top: 32px; }
h1 { font-size: 22px; margin: 0 0 4px; letter-spacing: -.01em; }
h2 { font-size: 18px; margin: 0; }
h3 { font-size: 12px; margin: 24px 0 8px; text-transform: uppercase; letter-spacing: .06em; color: var(--soft); }
h4 { font-size: 14px; margin: 0; }
p { margin: 4px 0; } a { color: var(--info); } .soft { color: var(--soft); }
nav { display: flex; flex-wrap: wrap; gap: 8px; margin: 20px 0 8px; }
nav a { display: flex; gap: 8px; align-items: center; padding: 6px 12px; border: 1px solid var(--line); border-radius: 8px; background: var(--card); color: inherit; text-decoration: none; }
nav a:hover { border-color: var(--info); } a:focus-visible, summary:focus-visible { outline: 2px solid var(--info); outline-offset: 2px; }
section { margin: 24px 0 48px; padding-top: 8px; scroll-margin-top: 8px; }
.head { display: flex; flex-wrap: wrap; gap: 12px; align-items: center; padding-bottom: 12px; border-bottom: 1px solid var(--line); }
.badge { display: inline-block; padding: 1px 9px; border-radius: 999px; font-size: 12px; font-weight: 600; white-space: nowrap; }
.pass { color: var(--good); background: var(--good-bg); } .fail, .error { color: var(--bad); background: var(--bad-bg); }
.warning, .waiting, .incomplete { color: var(--warn); background: var(--warn-bg); } .info { color: var(--info); background: var(--info-bg); }
.not-applicable { color: var(--soft); background: var(--code); }
.card { background: var(--card); border: 1px solid var(--line); border-radius: 10px; padding: 14px 16px; margin: 0 0 10px; }
.card .top { display: flex; flex-wrap: wrap; gap: 8px 10px; align-items: center; }
.card dl { display: grid; grid-template-columns: max-content 1fr; gap: 4px 14px; margin: 10px 0 0; }
dt { color: var(--soft); } dd { margin: 0; overflow-wrap: anywhere; }
.flows { display: grid; grid-template-columns: repeat(auto-fill, minmax(330px, 1fr)); gap: 10px; }
.flows .card { margin: 0; } ol.steps { list-style: none; margin: 10px 0 0; padding: 0; }
ol.steps li { display: grid; grid-template-columns: 20px 1fr; gap: 4px; padding: 3px 0; } ol.steps small { display: block; color: var(--soft); font-size: 12.5px; }
.sign { font-weight: 700; background: none; }
.wide { overflow-x: auto; border: 1px solid var(--line); border-radius: 10px; background: var(--card); }
table { border-collapse: collapse; width: 100%; font-size: 13px; }
th, td { text-align: left; padding: 4px 12px; vertical-align: top; white-space: nowrap; } th { color: var(--soft); font-weight: 500; border-bottom: 1px solid var(--line); }
td + td, th + th { padding-left: 4px; } tbody tr + tr td { border-top: 1px solid color-mix(in srgb, var(--line) 45%, transparent); }
td.text { white-space: normal; min-width: 180px; overflow-wrap: anywhere; } td.time, code, .id { font-family: ui-monospace, monospace; font-size: 12px; } td.time { color: var(--soft); }
tr.page td { background: var(--code); color: var(--soft); white-space: normal; overflow-wrap: anywhere; } tr.signal td { background: var(--info-bg); font-weight: 600; } tr.quiet td { color: var(--soft); }
.chip { display: inline-block; max-width: 240px; overflow: hidden; text-overflow: ellipsis; vertical-align: bottom; padding: 0 8px; border-radius: 6px; font: 600 12px/20px ui-monospace, monospace;
  color: oklch(var(--ink) var(--h)); background: oklch(var(--tint) var(--h)); } .gone { color: var(--soft); background: var(--code); text-decoration: line-through; font-weight: 400; }
h3 code { text-transform: none; letter-spacing: 0; }
.h0 { --h: 256 } .h1 { --h: 55 } .h2 { --h: 152 } .h3 { --h: 318 } .h4 { --h: 205 } .h5 { --h: 95 } .h6 { --h: 350 } .h7 { --h: 128 } .h8 { --h: 288 } .h9 { --h: 28 }
details { margin: 8px 0; } summary { cursor: pointer; color: var(--soft); } footer { max-width: 1180px; margin: 0 auto; padding: 0 24px 32px; color: var(--soft); font-size: 12.5px; }
td.rail { position: relative; padding: 0; } td.rail svg { display: block; position: absolute; top: 0; left: 4px; height: 100%; overflow: visible; }
.unseen { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); }
.lane { stroke: oklch(var(--ink) var(--h)); stroke-width: 2; } .lane.end { stroke-width: 3; } .lane.nobody, .dot.nobody { stroke: var(--soft); }
.dot { fill: var(--card); stroke: oklch(var(--ink) var(--h)); stroke-width: 2; } .dot.full { fill: oklch(var(--ink) var(--h)); } .dot.nobody.full { fill: var(--soft); }
svg.people { display: block; max-width: none; } .person { fill: oklch(var(--tint) var(--h)); stroke: oklch(var(--ink) var(--h)); stroke-opacity: .5; } .name { font: 600 13px system-ui, sans-serif; fill: oklch(var(--ink) var(--h)); }
.node { fill: var(--card); stroke: var(--line); } .code { font: 12px ui-monospace, monospace; fill: var(--text); } .edge { font: 12px system-ui, sans-serif; fill: var(--soft); }
.link { fill: none; stroke: var(--soft); stroke-width: 1.5; } .refused { stroke: var(--bad); stroke-dasharray: 5 4; }
@media print { section { break-before: page; } nav { display: none; } }
`;
