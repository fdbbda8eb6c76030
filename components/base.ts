/**
 * What every component is built on: children named after their component, and the bound that each component
 * states for what it will cost.
 *
 * Components extend `pulumi.ComponentResource` itself, as Pulumi's schema inference knows a component by that.
 * Their type token is `tandem:index:<Class>`, and what they pass to `super` is what policies may see: plain,
 * resolved settings and bounds, never a secret.
 */
import * as pulumi from "@pulumi/pulumi";
import { AUTO_NAME_SUFFIX, cut } from "./naming";
import { identityTags } from "./tags";

/** When a bounded item is paid. */
export const BoundKind = {
  /** For as long as the resource exists. */
  Fixed: "fixed",
  /** Only when it is used; counted at its most. */
  Usage: "usage",
} as const;
export type BoundKind = (typeof BoundKind)[keyof typeof BoundKind];

/**
 * The most that one priced item of one child can amount to. Prices are not known here: `policies/budget` joins
 * `item` with a row of its price table and multiplies by the hours of the budget's period.
 */
export interface Bound {
  /** Logical name of the child that the bound is for. */
  child: string;
  /** Type token of that child, for example `aws:ecs/service:Service`. */
  type: string;
  /** Item in the price table, for example `fargate-arm-vcpu`. */
  item: string;
  /** How much of the item runs at once, in its unit without the time: 2 (vCPU), 20 (GB), 1 (gateway). */
  amount: number;
  /** Fixed: paid while it exists. Usage: paid only when it is used, counted at its most. */
  kind: BoundKind;
}

/** A role under a component: the logical name and tags that the child gets, and options that make it a child. */
export interface Child {
  name: string;
  tags: Record<string, string>;
  opts: pulumi.CustomResourceOptions;
}

/** A component as its own parts see it: the maker of its children's names. */
export class Self {
  readonly #component: pulumi.ComponentResource;
  /** The component's logical name. */
  readonly name: string;

  constructor(component: pulumi.ComponentResource, name: string) {
    this.#component = component;
    this.name = name;
  }

  /**
   * The child with this role: named `<component>-<role>`, tagged, and with this component as its parent. `longest`
   * is the longest name that AWS takes for it, in characters, where that limit is short (`NAME_LIMITS`).
   */
  child(role: string, opts: pulumi.CustomResourceOptions = {}, longest?: number): Child {
    const name = childName(this.name, role, longest);
    return {
      name,
      tags: identityTags(pulumi.getProject(), pulumi.getStack(), name),
      opts: { ...opts, parent: this.#component },
    };
  }
}

/** The logical name of a component's child: `bounds()` and constructors must agree on it. */
export function childName(component: string, role: string, longest?: number): string {
  const name = `${component}-${role}`;
  return longest === undefined ? name : cut(name, longest - AUTO_NAME_SUFFIX);
}

/** `value`, but known only once `others` are: what is given it waits for their resources. */
export function after<T>(value: pulumi.Input<T>, others: pulumi.Input<unknown>[]): pulumi.Output<T> {
  return pulumi.all([value, pulumi.all(others)]).apply(first) as pulumi.Output<T>;
}

function first<T>([value]: [T, ...unknown[]]): T {
  return value;
}
