package io.betintel.ev.cli.bettypes;

import io.betintel.ev.cli.console.RehearseOption;
import io.betintel.ev.cli.console.WaitOption;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** What remove, restructure and adopt have in common. */
final class RestructureOptions {
  @Option(
      names = "--plan",
      description =
          "Change nothing: print what is in the way, each step's lock and SQL, rows, time and disk.")
  private boolean plan;

  @Option(
      names = "--resume",
      description = "Go on with what is under way, whatever was asked for then.")
  private boolean resume;

  @Option(
      names = "--abort",
      description = "Take back what is under way. Until the swap this leaves nothing.")
  private boolean abort;

  @Option(
      names = "--subscribers-ready",
      description =
          "Logical subscribers have the labels, and the new column if they get every column.")
  private boolean subscribersReady;

  @Mixin private WaitOption wait;

  @Mixin private RehearseOption rehearse;

  boolean isPlan() {
    return plan;
  }

  boolean isResume() {
    return resume;
  }

  boolean isAbort() {
    return abort;
  }

  boolean subscribersReady() {
    return subscribersReady;
  }

  RehearseOption rehearse() {
    return rehearse;
  }

  WaitOption patience() {
    return wait;
  }

  /** Whether it is about what is under way, so that nothing has to be named. */
  boolean isAboutWhatIsUnderWay() {
    return resume || abort;
  }
}
