/** What is sent: real payload shapes, deterministic by seed, from a process of its own. */
package io.betintel.bench.load;
