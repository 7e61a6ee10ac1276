/**
 * The whole path on this machine: real servers, the packaged worker as its own process, real odds.
 *
 * <p>A {@link io.betintel.demo.Story} runs on a new installation ({@code DemoRun}): live with
 * simulated price steps, once as a replay, or the life of one bet type. Each figure that is printed
 * comes from the server or the worker that it is about, and the exit code says whether they agree.
 *
 * <p>Rejected: the worker inside the demo's JVM. It would then share class path and signals with
 * the demo, and show less than what an operator runs.
 */
package io.betintel.demo;
