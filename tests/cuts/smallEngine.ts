import type { Lifecycle } from "../../provider/lifecycle";
import { Unfinished } from "../../provider/lifecycle";
import type { Properties } from "../../provider/lifecycle/hiddenInput";

interface ResourceState {
  id: string;
  inputs: Properties;
  outputs: Properties;
  /** Set by a partial failure; a refresh wipes it. */
  initErrors: boolean;
}

export type UpResult = "created" | "updated" | "replaced" | "unchanged";

/**
 * As much of Pulumi's engine as a resource's life needs: what it keeps after which call, and which method it
 * calls next. The real engine is in tests/engine; this one lives in virtual time and can be cut thousands of
 * times. It follows what was tried out on the real one.
 */
export class SmallEngine {
  state: ResourceState | undefined;
  /** Every id that was ever in the state. */
  readonly knownIds = new Set<string>();
  /** Replaced, but not deleted yet. */
  private toDelete: ResourceState[] = [];

  async up(lifecycle: Lifecycle, news: Properties, options: { replace?: boolean } = {}): Promise<UpResult> {
    const old = this.state;
    if (!old || options.replace) {
      await this.check(lifecycle, {}, news);
      await this.create(lifecycle, news);
      await this.deleteReplaced(lifecycle);
      return old ? "replaced" : "created";
    }
    await this.check(lifecycle, old.inputs, news);
    const diff = await lifecycle.diff(old.id, old.outputs, news);
    const inputsDiffer = JSON.stringify(old.inputs) !== JSON.stringify(news);
    const changed = diff.changes ?? inputsDiffer;
    // Where nothing counts as changed, `replaces` is not looked at.
    if (changed && diff.replaces && diff.replaces.length > 0) {
      await this.check(lifecycle, {}, news);
      await this.create(lifecycle, news);
      await this.deleteReplaced(lifecycle);
      return "replaced";
    }
    if (!changed && !old.initErrors) {
      await this.deleteReplaced(lifecycle);
      return "unchanged";
    }
    await this.update(lifecycle, old, news);
    await this.deleteReplaced(lifecycle);
    return "updated";
  }

  async refresh(lifecycle: Lifecycle): Promise<void> {
    if (!this.state) return;
    const { id, props, inputs } = await lifecycle.read(this.state.id, this.state.outputs);
    if (!id) this.state = undefined;
    else {
      this.state = { id, inputs: inputs ?? {}, outputs: props ?? {}, initErrors: false };
      // For what it shows.
      await lifecycle.diff(id, this.state.outputs, this.state.inputs);
    }
  }

  async destroy(lifecycle: Lifecycle): Promise<void> {
    await this.deleteReplaced(lifecycle);
    if (!this.state) return;
    await lifecycle.delete(this.state.id, this.state.outputs);
    this.state = undefined;
  }

  private async check(lifecycle: Lifecycle, olds: Properties, news: Properties): Promise<void> {
    const { failures } = await lifecycle.check(olds, news);
    if (failures.length > 0) throw new Error(failures.map((f) => `${f.property}: ${f.reason}`).join("\n"));
  }

  private async create(lifecycle: Lifecycle, news: Properties): Promise<void> {
    const old = this.state;
    const replaceBy = (state: ResourceState): void => {
      if (old) this.toDelete.push(old);
      this.knownIds.add(state.id);
      this.state = state;
    };
    try {
      const { id, outs } = await lifecycle.create(news);
      replaceBy({ id, inputs: news, outputs: asStored(outs), initErrors: false });
    } catch (error) {
      if (error instanceof Unfinished)
        replaceBy({ id: error.id, inputs: news, outputs: asStored(error.properties), initErrors: true });
      throw error;
    }
  }

  private async update(lifecycle: Lifecycle, old: ResourceState, news: Properties): Promise<void> {
    try {
      const { outs } = await lifecycle.update(old.id, old.outputs, news);
      this.state = { id: old.id, inputs: news, outputs: asStored(outs), initErrors: false };
    } catch (error) {
      // A partial update keeps the old inputs with the new outputs.
      if (error instanceof Unfinished)
        this.state = { ...old, outputs: asStored(error.properties), initErrors: true };
      throw error;
    }
  }

  private async deleteReplaced(lifecycle: Lifecycle): Promise<void> {
    for (let old = this.toDelete[0]; old; old = this.toDelete[0]) {
      await lifecycle.delete(old.id, old.outputs);
      this.toDelete.shift();
    }
  }
}

function asStored(properties: Properties): Properties {
  return JSON.parse(JSON.stringify(properties)) as Properties;
}
