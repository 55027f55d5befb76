/** The version in package.json, put in by the build. */
declare const __IDSCOPE_VERSION__: string;
