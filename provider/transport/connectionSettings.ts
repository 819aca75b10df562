/** How the cloud is reached. What is not set is as Node has it, or as the environment says. */
export interface ConnectionSettings {
  /** Until a connection stands, TLS included. */
  connectTimeoutSeconds: number;
  /** Without a byte from the other side. */
  answerTimeoutSeconds: number;
  /** Address of an HTTP proxy; "none": no proxy; undefined: what HTTPS_PROXY, HTTP_PROXY and NO_PROXY say. */
  proxy?: string | undefined;
  /** Certificates of authorities that are trusted besides the usual ones, in PEM. */
  authorities?: string[] | undefined;
}

export const defaultConnectionSettings: ConnectionSettings = {
  connectTimeoutSeconds: 10,
  answerTimeoutSeconds: 30,
};
