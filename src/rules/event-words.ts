/** `UserLoggedOut` and `user_logged_out` are `user logged out`. */
const words = (name: string): string =>
  name
    .replace(/([a-z0-9])([A-Z])/g, '$1 $2')
    .replace(/[^A-Za-z0-9]+/g, ' ')
    .trim()
    .toLowerCase();

const who = '(the )?(user |customer |member |account )?(has )?';
const done = '( (completed?|success(ful|fully)?|succeeded|finished|done))?';
const logout = new RegExp(`^${who}(log|sign)(ged|ed|s)? ?(out|off)${done}$`);
const signUp = new RegExp(`^${who}(sign(ed|s)? ?up|registered|registration|account created|created account)${done}$`);

/** Whether an event's name, as a whole, says that somebody logged out. Names of buttons, pages and failures do not. */
export const saysLogout = (name: string): boolean => logout.test(words(name));

/** Whether an event's name, as a whole, says that somebody signed up. Names of buttons, pages, steps and failures do not. */
export const saysSignUp = (name: string): boolean => signUp.test(words(name));
