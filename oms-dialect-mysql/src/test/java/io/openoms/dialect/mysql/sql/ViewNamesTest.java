package io.openoms.dialect.mysql.sql;

import static org.assertj.core.api.Assertions.assertThat;

import io.openoms.ObjectName;
import org.junit.jupiter.api.Test;

class ViewNamesTest {

  /** As MySQL shows it, with an alias that is called as the database. */
  private static final String QUERY =
      "select `db`.`t`.`id` AS `id`,`db`.`x` AS `x`,'`db`.`t`' AS `s`,extract(year from `a`.`d`)"
          + " from ((`db`.`t` join `db`.`u` `db` on((`db`.`t`.`id` = `db`.`x`))) left join `o`.`v`"
          + " on(true)) where `db`.`t`.`id` in (select `db`.`t2`.`id` from `db`.`t2`)";

  @Test
  void tablesFollowFromAndJoin() {
    assertThat(ViewNames.read(QUERY))
        .contains(
            new ObjectName("db", "t"),
            new ObjectName("db", "u"),
            new ObjectName("o", "v"),
            new ObjectName("db", "t2"))
        .doesNotContain(new ObjectName("db", "x"));
  }

  @Test
  void namesOfTablesChangeAndNothingElse() {
    String renamed =
        ViewNames.renamed(
            QUERY,
            name -> name.equals(new ObjectName("db", "t")) ? new ObjectName("new", "t`9") : name);
    assertThat(renamed)
        .isEqualTo(
            QUERY
                .replace("select `db`.`t`.`id`", "select `new`.`t``9`.`id`")
                .replace("((`db`.`t` join", "((`new`.`t``9` join")
                .replace("on((`db`.`t`.`id`", "on((`new`.`t``9`.`id`")
                .replace("where `db`.`t`.`id`", "where `new`.`t``9`.`id`"));
  }

  @Test
  void theQueryIsFoundWithinItsStatement() {
    assertThat(
            ShownView.query(
                "CREATE ALGORITHM=UNDEFINED DEFINER=`as`@`view` SQL SECURITY DEFINER VIEW `db`.`v`"
                    + " (`as`,`b`) AS select 1 AS `as`,'x' AS `with` WITH CASCADED CHECK OPTION"))
        .isEqualTo("select 1 AS `as`,'x' AS `with`");
  }
}
