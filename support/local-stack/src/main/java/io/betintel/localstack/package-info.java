/**
 * Real Kafka, PostgreSQL, Redis and a schema registry on free loopback ports: a library for tests
 * ({@link io.betintel.localstack.LocalStackExtension}) and a command for people ({@code up}).
 */
package io.betintel.localstack;
