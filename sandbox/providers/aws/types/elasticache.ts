/** ElastiCache rows. */
import { SUBNET, vpcOf } from "./ec2";
import type { Row } from "./row";
import { groupRef } from "./security-groups";

const SUBNET_GROUP = "aws:elasticache/subnetGroup:SubnetGroup";
const REPLICATION_GROUP = "aws:elasticache/replicationGroup:ReplicationGroup";

export const elasticache: Row[] = [
  {
    type: SUBNET_GROUP,
    source: "AWS::ElastiCache::SubnetGroup",
    refs: [
      {
        property: "subnetIds",
        to: [SUBNET],
        missing: ["InvalidSubnet", "The subnet ID '{value}' does not exist"],
      },
    ],
    unique: {
      properties: ["name"],
      taken: ["CacheSubnetGroupAlreadyExists", "Cache subnet group {name} already exists."],
    },
    derive: { vpcId: ({ world, inputs }) => vpcOf(world, inputs.subnetIds) },
    inUse: ["CacheSubnetGroupInUse", "Cache subnet group {name} is currently in use by a cache cluster."],
  },
  {
    type: REPLICATION_GROUP,
    source: "AWS::ElastiCache::ReplicationGroup",
    refs: [
      {
        property: "subnetGroupName",
        to: [SUBNET_GROUP],
        missing: ["CacheSubnetGroupNotFoundFault", "Cache Subnet Group {value} does not exist."],
        use: "blocks",
      },
      groupRef("securityGroupIds", "free"),
    ],
    unique: {
      properties: ["replicationGroupId"],
      taken: ["ReplicationGroupAlreadyExists", "Replication group {replicationGroupId} already exists."],
    },
    computed: {
      primaryEndpointAddress: "master.{id}.{hex6}.use1.cache.amazonaws.com",
      readerEndpointAddress: "replica.{id}.{hex6}.use1.cache.amazonaws.com",
      engineVersionActual: "{engineVersion}",
      memberClusters: ["{id}-001"],
      port: 6379,
      clusterEnabled: false,
    },
  },
];
