/** What is measured, part by part. */
package io.betintel.bench.part;
