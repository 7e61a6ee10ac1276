package io.betintel.bench.part;

import io.betintel.bench.load.LoadSpec;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * What was asked for.
 *
 * @param load changing prices at home; parts send variations of it
 * @param rounds how often each row of a comparison runs
 * @param rate of the open loop, records a second; null for shares of the measured maximum
 * @param seconds how long each rate of the open loop lasts
 * @param quick whether parts are to be short
 * @param jar this build of the worker
 * @param baseline an older build; null without one
 * @param feeds the folder of real odds
 * @param javaOptions of the worker and of every opponent
 * @param workerSettings of this build of the worker, by name
 */
public record BenchSettings(
    LoadSpec load,
    int rounds,
    Double rate,
    int seconds,
    boolean quick,
    Path jar,
    Path baseline,
    Path feeds,
    List<String> javaOptions,
    Map<String, String> workerSettings) {}
