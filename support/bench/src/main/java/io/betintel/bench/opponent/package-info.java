/**
 * What else could do the worker's work: a tuned topology that does the least, one that moves bytes,
 * one that is written first, and Flink. Each is a process of its own.
 */
package io.betintel.bench.opponent;
