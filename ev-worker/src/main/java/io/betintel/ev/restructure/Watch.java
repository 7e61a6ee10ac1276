package io.betintel.ev.restructure;

/** Is told how far it is. Called by the thread that runs it. */
public interface Watch {
  /** A step begins. */
  void step(Step step);

  /**
   * Rows were filled.
   *
   * @param done of all runs
   * @param total as the statistics estimate them
   */
  void filled(long done, long total);

  /** The swap holds its locks: nobody else reads or writes until it ends. */
  void locked();

  /** It waits, or pauses; once per reason. */
  void waiting(String forWhat);
}
