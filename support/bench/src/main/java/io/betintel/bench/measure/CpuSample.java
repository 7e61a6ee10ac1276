package io.betintel.bench.measure;

/**
 * One look at a run.
 *
 * @param nanos of {@link System#nanoTime}
 * @param ended records that have ended, as the program under test counts them
 * @param lines lines that it has published
 * @param program ticks of CPU that it has used
 * @param broker ticks that the broker has used
 * @param busy ticks that the machine was busy
 * @param own ticks of everything that this bench started, and of itself
 */
public record CpuSample(
    long nanos, long ended, long lines, long program, long broker, long busy, long own) {}
