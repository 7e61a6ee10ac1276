/** Lifecycle, health, metrics and the reading of configuration. */
package io.betintel.ev.ops;
