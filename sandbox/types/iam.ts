/** IAM rows. No policy is evaluated: the sandbox is no authority on permissions. */
import type { Row } from "./row";

export const ROLE = "aws:iam/role:Role";

export const iam: Row[] = [
  {
    type: ROLE,
    source: "AWS::IAM::Role",
    required: ["assumeRolePolicy"],
    unique: { properties: ["name"], taken: ["EntityAlreadyExists", "Role with name {name} already exists."] },
    autoName: { property: "name", max: 64 },
    replaceOn: ["name", "namePrefix", "path"],
    computed: {
      uniqueId: "AROA{HEX16}",
      path: "/",
      maxSessionDuration: 3600,
      createDate: "2026-01-01T00:00:00Z",
    },
    plan: ({ name }) =>
      typeof name === "string" && name.length > 64
        ? { property: "name", reason: `expected length of name to be in the range (1 - 64), got ${name}` }
        : undefined,
    taggable: true,
    inUse: ["DeleteConflict", "Cannot delete entity, must delete policies first."],
  },
  {
    type: "aws:iam/rolePolicy:RolePolicy",
    source: "AWS::IAM::RolePolicy",
    required: ["policy", "role"],
    refs: [
      {
        property: "role",
        to: [ROLE],
        missing: ["NoSuchEntity", "The role with name {value} cannot be found."],
        use: "blocks",
      },
    ],
    autoName: { property: "name", max: 128 },
    replaceOn: ["name", "namePrefix", "role"],
    upsert: true,
  },
];
