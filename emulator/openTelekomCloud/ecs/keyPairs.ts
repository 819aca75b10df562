import type { KeyPairState } from "../cloudState";
import { cinderDate } from "../dates";
import { nativeRefusal } from "../gateway/refusal";
import type { Answer, Call } from "../gateway/route";

/** The key pairs of the caller: nobody sees those of others. */
export function listKeyPairs({ state }: Call): Answer {
  const own = state.keyPairs.filter(({ userId }) => userId === state.account.userId);
  return { status: 200, body: { keypairs: own.map((pair) => ({ keypair: briefView(pair) })) } };
}

/** One key pair of the caller. */
export function getKeyPair({ state, parameters }: Call): Answer {
  const name = parameters["name"] ?? "";
  const own = state.keyPairs.filter(({ userId }) => userId === state.account.userId);
  const index = own.findIndex((pair) => pair.name === name);
  const pair = own[index];
  if (pair === undefined) throw nativeRefusal(404, "itemNotFound", `Keypair ${name} not found`);
  return {
    status: 200,
    body: {
      keypair: {
        ...briefView(pair),
        id: index + 1,
        user_id: pair.userId,
        created_at: cinderDate(pair.createdAt),
        updated_at: null,
        deleted: false,
        deleted_at: null,
      },
    },
  };
}

function briefView({ name, publicKey, fingerprint }: KeyPairState): object {
  return { name, public_key: publicKey, fingerprint, type: "ssh" };
}
