/** When a line is seen: on its topic and in the stores. */
package io.betintel.bench.probe;
