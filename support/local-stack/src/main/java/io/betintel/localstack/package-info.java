/**
 * Real Kafka, PostgreSQL, Redis and a schema registry on free loopback ports: a library for tests
 * ({@link io.betintel.localstack.LocalStackExtension}) and a command for people ({@code up}).
 *
 * <p>Each server is a process of its own, so that tests can stop and kill it. Every process is
 * recorded in the stack's directory; the next start ends what a killed run left behind. All servers
 * come as Maven artifacts.
 *
 * <p>A {@link io.betintel.localstack.TcpProxy} can be put before each: a network that is slow, cut
 * or silent.
 *
 * <p>Rejected: containers, which need a daemon that many build machines lack; and servers inside
 * the test's JVM, which cannot be killed alone.
 */
package io.betintel.localstack;
