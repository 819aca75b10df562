import { EmulatedOpenTelekomCloud, emulatedAccount, type CloudState } from "../../emulator";
import { openTelekomCloud } from "../../provider/backends/openTelekomCloud";
import { accountOfAccessKey } from "../../provider/backends/openTelekomCloud/account";
import { createLifecycle, type Lifecycle } from "../../provider/lifecycle";
import { ServerQueue } from "../../provider/procedures/serverQueue";
import { asAnyDefinition, type AnyDefinition } from "../../provider/resources/definition";
import { fullEcsImage } from "../../provider/resources/fullEcsImage";
import { arrange, type CloudFacts } from "./arbitraryCloud";

/** A cloud in memory in which no time passes but what somebody sleeps, and methods that look at it. */
export class FuzzedCloud {
  readonly emulated: EmulatedOpenTelekomCloud;
  private nowMilliseconds = Date.UTC(2026, 0, 1, 12);
  private readonly fleet: CloudState;

  constructor(private readonly definition: AnyDefinition = asAnyDefinition(fullEcsImage)) {
    this.emulated = new EmulatedOpenTelekomCloud({ now: () => this.nowMilliseconds });
    this.fleet = this.emulated.state();
  }

  /** The cloud as it was at the beginning, but for what differs. */
  arrange(facts: CloudFacts): void {
    this.emulated.update((state) => {
      Object.assign(state, structuredClone(this.fleet));
      arrange(state, facts);
    });
  }

  /** The methods in a process of their own. */
  methods(): Lifecycle {
    const stopSignal = new AbortController().signal;
    const cloud = openTelekomCloud(accountOfAccessKey(emulatedAccount), {
      clock: {
        now: () => this.nowMilliseconds,
        sleep: async (milliseconds) => {
          this.nowMilliseconds += milliseconds;
        },
      },
      stopSignal,
      random: () => 0.5,
      adapter: this.emulated.axiosAdapter(),
    });
    return createLifecycle(this.definition, {
      connect: () => Promise.resolve(cloud),
      queue: new ServerQueue(),
      stopSignal,
      log: () => undefined,
      defaultTags: () => cloud.defaultTags,
      showProgress: () => undefined,
      confirmEngineAlive: () => Promise.resolve(),
    });
  }
}
