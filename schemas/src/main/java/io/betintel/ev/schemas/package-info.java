/**
 * The contract: every released version of the schemas, and the gate that a new version must pass.
 *
 * <p>A release is a file of its own and is never edited, so that the gate can compare with what is
 * in topics and registries.
 *
 * <p>Rejected: to rely on a registry's compatibility mode. With an enum default even the strictest
 * one accepts a removed or renamed symbol, and none compares logical types.
 */
package io.betintel.ev.schemas;
