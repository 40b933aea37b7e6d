package io.openoms.tck.session;

import static org.assertj.core.api.Assertions.assertThat;

import io.openoms.jdbc.session.SessionSetting;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * {@code docs/session-settings.md} has each setting of each list: its value, and why. {@code
 * -Dopenoms.docs.write=true} writes the page anew.
 */
class SettingsPageTest {

  private static final Path PAGE = Path.of("..", "docs", "session-settings.md");

  private static final String HEAD =
      """
      # Settings that sessions override

      Each session of this library sets what decides the rows that a statement gives, how values look, and when a statement is ended. So what an administrator sets for all sessions, `init_connect` or the options of a data source change neither rows nor definitions.

      A variable that a server does not have is left out. Every session reads its settings back; a server or a proxy that ignores one is the error [`SESSION_SETTING_IGNORED`](errors.md#databases). A connection of your own data source gets its former values back.

      No global variable is set. What only decides how fast a statement is, or what expressions of your own mean (row filters, virtual columns: `div_precision_increment`, `default_week_format`, `lc_time_names`), stays as the server has it.

      The lists are those of the program: `SettingsPageTest` compares them with this page. `SessionSettingsIT` looks at most of them in a session at MySQL 9.7, MariaDB and OceanBase whose server has other values.
      """;

  private static final String LOG =
      """

      ## The session that reads a binary log

      It is no session for statements, and has a setting of its own alone. What it asks the server for depends on none of the others.
      """;

  @Test
  void thePageHasEachSettingOfEachList() throws IOException {
    List<String> lines = new ArrayList<>(List.of(HEAD.strip()));
    table(
        lines, "Servers of MySQL's family: MySQL, MariaDB, OceanBase, TiDB", SettingList.family());
    for (SettingList list : SettingList.values()) {
      boolean more = list != SettingList.POSTGRESQL;
      table(lines, more ? list.title() + ", besides" : list.title(), list.own());
    }
    lines.add(LOG.stripTrailing());
    lines.add("");
    SettingList.ofTheLog().forEach(sql -> lines.add("* `" + sql + "`"));
    String page = String.join("\n", lines) + "\n";
    if (Boolean.getBoolean("openoms.docs.write")) {
      Files.writeString(PAGE, page);
    }
    assertThat(Files.readString(PAGE)).isEqualTo(page);
  }

  private static void table(List<String> lines, String title, List<SessionSetting> settings) {
    assertThat(settings).as(title).hasSizeGreaterThan(5);
    lines.addAll(
        List.of(
            "", "## " + title, "", "| setting | value | what another one does |", "|---|---|---|"));
    for (SessionSetting setting : settings) {
      assertThat(setting.reason()).as(setting.name()).isNotBlank();
      lines.add(
          "| `%s`%s | %s | %s |"
              .formatted(
                  setting.name(),
                  where(setting),
                  setting.value().isEmpty() ? "empty" : "`" + setting.value() + "`",
                  setting.reason().replace("|", "\\|")));
    }
  }

  private static String where(SessionSetting setting) {
    String with = setting.with().map(other -> ", where there is `" + other + "`").orElse("");
    return setting.without().map(other -> ", where there is no `" + other + "`").orElse(with);
  }
}
