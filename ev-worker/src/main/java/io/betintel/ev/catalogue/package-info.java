/** Which bet types exist and are served: the tables, who follows them, and who changes them. */
package io.betintel.ev.catalogue;
