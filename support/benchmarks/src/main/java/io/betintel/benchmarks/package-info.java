/** What pricing costs, measured with JMH. */
package io.betintel.benchmarks;
