/** The sinks' statements and scripts alone. */
package io.betintel.bench.sinks;
