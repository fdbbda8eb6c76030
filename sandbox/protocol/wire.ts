/** Properties between the protobuf structs of the wire and plain JavaScript. */
import * as provider from "@pulumi/pulumi/proto/provider_pb";
import { Struct } from "google-protobuf/google/protobuf/struct_pb";
import { type Properties, readValue, writeValue } from "../../pulumi/values";

/** Reads a struct; secrets come back as `Secret`, unknowns as `UNKNOWN`, resource references as `Reference`. */
export function propertiesOf(struct: Struct | undefined): Properties {
  return struct ? (readValue(struct.toJavaScript()) as Properties) : {};
}

/** Writes a struct; keys whose value is undefined are left out. */
export function structOf(properties: Properties): Struct {
  return Struct.fromJavaScript(writeValue(properties) as never);
}

/** A refusal at check. */
export interface Failure {
  property: string;
  reason: string;
}

/** A refusal at check, as protobuf. */
export function failure({ property, reason }: Failure): provider.CheckFailure {
  const message = new provider.CheckFailure();
  message.setProperty(property);
  message.setReason(reason);
  return message;
}
