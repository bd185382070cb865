/**
 * What the scripts themselves say goes to stderr: stdout belongs to the command they run.
 * @param {string} text one line
 */
export function say(text) {
  process.stderr.write(`${text}\n`);
}
