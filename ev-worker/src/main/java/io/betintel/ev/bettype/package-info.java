/** Which bet types exist, are enabled, how they are priced and who may see them. */
package io.betintel.ev.bettype;
