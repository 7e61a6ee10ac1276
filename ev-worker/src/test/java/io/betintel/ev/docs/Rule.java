package io.betintel.ev.docs;

import java.util.List;

/** Something that holds of every page. */
interface Rule {
  /** What is wrong, each where it is. */
  List<Found> problems(Page page);
}
