/** Secrets Manager rows. The name of a deleted secret stays reserved: see `world/names.ts`. */
import type { Properties } from "../../pulumi/values";
import type { Row } from "./row";

export const SECRET = "aws:secretsmanager/secret:Secret";

export const secretsmanager: Row[] = [
  {
    type: SECRET,
    source: "AWS::SecretsManager::Secret",
    required: [],
    unique: {
      properties: ["name"],
      taken: ["ResourceExistsException", "The operation failed because the secret {name} already exists."],
    },
    autoName: { property: "name", max: 512 },
    replaceOn: ["name", "namePrefix", "type", "region"],
    computed: { recoveryWindowInDays: 30, forceOverwriteReplicaSecret: false },
    taggable: true,
  },
  {
    type: "aws:secretsmanager/secretVersion:SecretVersion",
    source: "AWS Secrets Manager API reference, PutSecretValue",
    required: ["secretId"],
    refs: [
      {
        property: "secretId",
        to: [SECRET],
        missing: ["ResourceNotFoundException", "Secrets Manager can't find the specified secret."],
        use: "ends",
      },
    ],
    replaceOn: ["secretId", "region"],
    replaceIf: { secretString: isKnown("secretString"), secretBinary: isKnown("secretBinary") },
    computed: {
      secretArn: "{secretId}",
      versionId: "terraform-{hex16}{hex8}",
      versionStages: ["AWSCURRENT"],
    },
    secrets: ["secretString", "secretBinary", "secretStringWo"],
  },
];

/** The provider replaces a version only where it can see that its value is another (`CustomizeDiff` of the resource). */
function isKnown(property: string): (olds: Properties, news: Properties) => boolean {
  return (_, news) => typeof news[property] !== "symbol";
}
