/**
 * A simulation of a whole installation: one process, one seed, one thread of control. The sorter,
 * the market task, the replayer, the sinks' loop and the catalogue's rules are the product's own;
 * broker, clock, stores and operators are models. A {@link io.betintel.ev.simulation.Schedule} says
 * who acts when and what fails; the checkers are apart from the actors. {@code docs/simulation.md}.
 */
package io.betintel.ev.simulation;
