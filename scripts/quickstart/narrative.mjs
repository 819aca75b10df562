const steps = 7;

export const introduction = `
Quick start: a full image of a cloud server, and another operating system

A server in the Open Telekom Cloud is about to get a full image: a copy of all
its disks, from which another server can be made. The Pulumi program in
examples/quickstart/index.ts only says that such an image exists; this package
carries out the cloud's documented procedure, watches it, and checks the result.

The cloud is an emulated one, kept in the folder .quickstart: nothing leaves
this machine, no account is needed, and time runs faster, so that a minute
takes a second. Your own Pulumi is not touched.`;

/**
 * @param {number} number
 * @param {string} title
 * @param {string} explanation
 */
export function heading(number, title, explanation) {
  return `\n── ${number} of ${steps}  ${title}\n${explanation}\n`;
}

export const farewell = `
── How to go on
In this folder, in a shell of yours:

  . .quickstart/env.sh            use this engine, state and settings here
  pulumi up                       carry out what the program says; change it
                                  first: examples/quickstart/index.ts
  pulumi refresh                  compare with what the cloud holds
  pulumi destroy                  delete the image and its backup

A program of your own, from an empty folder: docs/firstProgram.md

  npm run quickstart              begin once more from nothing
  npm run quickstart -- --clean   remove the folder .quickstart`;
