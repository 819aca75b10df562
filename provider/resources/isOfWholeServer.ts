/** Whether an image holds a whole server: where the cloud does not say so itself, the backup behind the image does. */
export function isOfWholeServer(image: {
  wholeServer: boolean | undefined;
  backupId: string | undefined;
}): boolean {
  return image.wholeServer ?? image.backupId !== undefined;
}
