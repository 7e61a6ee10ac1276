package io.betintel.ev.restructure;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * The statements of the one transaction in which the new columns take the old ones' place. Nothing
 * is dropped with CASCADE: what nobody knew of makes the whole transaction fail.
 */
final class SwapScript {
  private final Conversion conversion;
  private final Attached attached;
  private final List<String> sql = new ArrayList<>();

  private SwapScript(Conversion conversion, Attached attached) {
    this.conversion = conversion;
    this.attached = attached;
  }

  /** Locks the views: readers lock a view before what it reads, so this does too. */
  static List<String> viewLocks(Attached attached) {
    return reversed(attached.views()).stream().map(DependentView::lock).toList();
  }

  /** Locks the tables, one at a time and after the views: only these stop writers. */
  static List<String> tableLocks(Conversion conversion, Attached attached) {
    Set<String> tables = new TreeSet<>();
    conversion.columns().forEach(column -> tables.add(column.table()));
    attached.copies().stream()
        .filter(copy -> copy.sort() == Copy.Sort.FOREIGN_KEY)
        .forEach(copy -> tables.add(copy.table()));
    return tables.stream()
        .map(table -> "LOCK TABLE " + table + " IN ACCESS EXCLUSIVE MODE")
        .toList();
  }

  /** What is done under the locks. */
  static List<String> changes(Conversion conversion, Attached attached) {
    SwapScript script = new SwapScript(conversion, attached);
    script.makeRoom();
    script.rename();
    script.attach();
    script.dropOld();
    script.takePlace();
    return List.copyOf(script.sql);
  }

  private void makeRoom() {
    conversion.columns().forEach(column -> sql.addAll(Conversion.dropTrigger(column)));
    attached.triggers().forEach(trigger -> sql.add(trigger.drop()));
    attached.copies().forEach(copy -> sql.addAll(copy.makeRoom()));
    attached.published().stream()
        .filter(Published::touched)
        .forEach(entry -> sql.add(entry.leave()));
    reversed(attached.views()).stream()
        .filter(DependentView::drops)
        .forEach(view -> sql.add(view.drop()));
  }

  private void rename() {
    if (!conversion.adopts()) {
      EnumType type = conversion.type();
      String old = Names.quoted(Names.suffixed(type.name(), "_old"));
      sql.add("ALTER TYPE " + type.qualified() + " RENAME TO " + old);
      sql.add("ALTER TYPE " + type.beside() + " RENAME TO " + Names.quoted(type.name()));
    }
    for (EnumColumn column : conversion.columns()) {
      String alter = "ALTER TABLE " + column.table() + " RENAME COLUMN ";
      sql.add(alter + column.printed() + " TO " + column.old());
      sql.add(alter + column.beside() + " TO " + column.printed());
    }
  }

  private void attach() {
    attached.views().forEach(view -> sql.addAll(view.create(conversion)));
    for (EnumColumn column : conversion.columns()) {
      if (column.expression() != null) {
        sql.add(
            "ALTER TABLE "
                + column.table()
                + " ALTER COLUMN "
                + column.printed()
                + " SET DEFAULT "
                + Defaults.of(column, conversion));
      }
      sql.addAll(column.settings());
    }
  }

  private void dropOld() {
    for (EnumColumn column : conversion.columns()) {
      String alter = "ALTER TABLE " + column.table() + " ";
      if (!column.notNull()) {
        sql.add(alter + "DROP CONSTRAINT " + column.filled());
      }
      sql.add(alter + "DROP COLUMN " + column.old());
      if (column.notNull()) {
        // The validated check says that there is no null: no row is read.
        sql.add(alter + "ALTER COLUMN " + column.printed() + " SET NOT NULL");
        sql.add(alter + "DROP CONSTRAINT " + column.filled());
      }
    }
  }

  private void takePlace() {
    attached.copies().forEach(copy -> sql.addAll(copy.takePlace()));
    attached.triggers().forEach(trigger -> sql.addAll(trigger.create(conversion)));
    attached.published().stream()
        .filter(Published::touched)
        .forEach(entry -> sql.add(entry.join(conversion)));
    if (!conversion.adopts()) {
      EnumType type = conversion.type();
      sql.add(
          "DROP TYPE " + type.schema() + "." + Names.quoted(Names.suffixed(type.name(), "_old")));
    }
  }

  /** Constraints that say NOT NULL by another name than PostgreSQL gives; since 18. */
  static List<String> notNullNames(Conversion conversion, Map<String, String> now) {
    List<String> sql = new ArrayList<>();
    for (EnumColumn column : conversion.columns()) {
      String name = now.get(column.describe());
      if (column.notNullName() != null && name != null && !name.equals(column.notNullName())) {
        sql.add(
            "ALTER TABLE "
                + column.table()
                + " RENAME CONSTRAINT "
                + Names.quoted(name)
                + " TO "
                + Names.quoted(column.notNullName()));
      }
    }
    return sql;
  }

  private static List<DependentView> reversed(List<DependentView> views) {
    List<DependentView> reversed = new ArrayList<>(views);
    Collections.reverse(reversed);
    return reversed;
  }
}
