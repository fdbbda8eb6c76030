/** RDS rows. Errors: Amazon RDS API reference. */
import { ofType, WorldError } from "../../../world/world";
import { SUBNET, vpcOf } from "./ec2";
import type { Row, WriteContext } from "./row";
import { groupRef } from "./security-groups";

const INSTANCE = "aws:rds/instance:Instance";
const SUBNET_GROUP = "aws:rds/subnetGroup:SubnetGroup";
const PARAMETER_GROUP = "aws:rds/parameterGroup:ParameterGroup";

/** A DB subnet group spans at least two zones. */
function vetCoverage({ world, inputs }: WriteContext): void {
  const ids = inputs.subnetIds as unknown[];
  const zones = ofType(world, SUBNET)
    .filter((one) => ids.includes(one.id))
    .map((one) => one.inputs.availabilityZone);
  if (new Set(zones).size >= 2) return;
  throw new WorldError(
    "DBSubnetGroupDoesNotCoverEnoughAZs",
    "The DB subnet group doesn't meet Availability Zone (AZ) coverage requirement. Add subnets to cover at least 2 AZs.",
  );
}

export const rds: Row[] = [
  {
    type: SUBNET_GROUP,
    source: "AWS::RDS::DBSubnetGroup",
    refs: [
      {
        property: "subnetIds",
        to: [SUBNET],
        missing: ["InvalidSubnet", "The subnet ID '{value}' does not exist"],
      },
    ],
    unique: {
      properties: ["name"],
      taken: ["DBSubnetGroupAlreadyExists", "The DB subnet group '{name}' already exists."],
    },
    computed: {
      supportedNetworkTypes: ["IPV4"],
    },
    derive: { vpcId: ({ world, inputs }) => vpcOf(world, inputs.subnetIds) },
    vetWrite: vetCoverage,
    inUse: [
      "InvalidDBSubnetGroupStateFault",
      "Cannot delete the subnet group '{name}' because at least one database instance is still using it.",
    ],
  },
  {
    type: PARAMETER_GROUP,
    source: "AWS::RDS::DBParameterGroup",
    unique: {
      properties: ["name"],
      taken: ["DBParameterGroupAlreadyExists", "Parameter group {name} already exists"],
    },
    inUse: [
      "InvalidDBParameterGroupState",
      "One or more database instances are still members of this parameter group {name}",
    ],
  },
  {
    type: INSTANCE,
    source: "AWS::RDS::DBInstance",
    refs: [
      {
        property: "dbSubnetGroupName",
        to: [SUBNET_GROUP],
        missing: ["DBSubnetGroupNotFoundFault", "DB subnet group '{value}' does not exist."],
        use: "blocks",
      },
      {
        property: "parameterGroupName",
        to: [PARAMETER_GROUP],
        missing: ["DBParameterGroupNotFound", "DBParameterGroup not found: {value}"],
        use: "blocks",
      },
      groupRef("vpcSecurityGroupIds", "free"),
    ],
    unique: {
      properties: ["identifier"],
      taken: ["DBInstanceAlreadyExists", "DB instance already exists: {identifier}"],
    },
    computed: {
      address: "{identifier}.c{hex8}.{region}.rds.amazonaws.com",
      port: 5432,
      endpoint: "{address}:{port}",
      hostedZoneId: "Z2R2ITUGPM61AM",
      resourceId: "{id}",
      status: "available",
      engineVersionActual: "{engineVersion}",
    },
    locked: [
      "InvalidParameterCombination",
      "Cannot delete protected DB Instance, please disable deletion protection and try again.",
    ],
    vetDelete: ({ resource: instance }) => {
      if (instance.inputs.skipFinalSnapshot === true || instance.inputs.finalSnapshotIdentifier) return;
      throw new WorldError(
        "InvalidParameterCombination",
        "finalSnapshotIdentifier is required when skipFinalSnapshot is false",
      );
    },
  },
];
