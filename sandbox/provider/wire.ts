/** Properties between the protobuf structs of the wire and plain JavaScript. */
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
