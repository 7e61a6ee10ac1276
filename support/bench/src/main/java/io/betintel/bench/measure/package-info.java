/** What a run cost and how long it took: samples, windows, percentiles. Knows no Kafka. */
package io.betintel.bench.measure;
