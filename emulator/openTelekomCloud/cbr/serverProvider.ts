/** The id of what backs up servers, the same in every project. */
export const serverProviderId = "0daac4c5-6707-4851-97ba-169e36266b66";
