/** Commands and wiring; no logic. */
package io.betintel.ev.cli;
