/** Something that the user has to put right. Its message is complete in itself, so no stack is shown. */
export class Problem extends Error {}

/**
 * Runs a command's main function; a problem ends the process with its message and exit code 1.
 *
 * @param {() => Promise<void>} main
 */
export async function runMain(main) {
  try {
    await main();
  } catch (error) {
    if (!(error instanceof Problem)) throw error;
    console.error(`\n${error.message}`);
    process.exitCode = 1;
  }
}
