/** Every released version of the contract, and the gate that a new version must pass. */
package io.betintel.ev.schemas;
