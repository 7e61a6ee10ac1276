/** A line's quotes to fair probabilities; pure. */
package io.betintel.ev.pricing;
