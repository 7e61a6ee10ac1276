/** The topology, its topics and its runtime. */
package io.betintel.ev.stream;
