/** How a bet type comes into a checkout, and into a running installation. */
package io.betintel.ev.rollout;
