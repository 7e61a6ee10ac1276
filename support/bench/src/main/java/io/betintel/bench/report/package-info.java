/** Results as a table, as JSON and as a picture. */
package io.betintel.bench.report;
