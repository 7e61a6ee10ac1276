package io.betintel.bench.system;

import io.betintel.bench.load.LoadSpec;

/**
 * What one row of a comparison runs.
 *
 * @param name of the row
 */
public record Variant(String name, Program program, LoadSpec load) {}
