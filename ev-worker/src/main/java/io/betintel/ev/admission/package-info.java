/** Decides where a decoded record ends. */
package io.betintel.ev.admission;
