package io.openoms.postgresql.precheck;

import io.openoms.PrecheckItem;
import io.openoms.spi.ServerFacts;
import io.openoms.spi.precheck.Precheck;
import io.openoms.spi.precheck.PrecheckScope;
import java.util.List;
import java.util.Set;

/**
 * SOURCE_VERSION and SOURCE_ENCODING: whether this version was tested, and whether the database
 * knows which characters its texts hold. Immutable.
 */
public final class SourceServerCheck implements Precheck {

  private static final int OLDEST = 13;
  private static final Set<Integer> TESTED = Set.of(14, 16, 18);
  private static final int OF_MAJOR = 10_000;
  private static final String VERSION = "SOURCE_VERSION";
  private static final String ENCODING = "SOURCE_ENCODING";

  private final ServerFacts facts;

  /** Checks the server that said that of itself. */
  public SourceServerCheck(ServerFacts facts) {
    this.facts = facts;
  }

  @Override
  public boolean stopsRun() {
    return true;
  }

  @Override
  public List<PrecheckItem> run(PrecheckScope scope) {
    return List.of(version(), encoding());
  }

  private PrecheckItem version() {
    String subject = facts.product() + " " + facts.version();
    int major = Integer.parseInt(facts.setting("server_version_num", "0")) / OF_MAJOR;
    if (major < OLDEST) {
      return PrecheckItem.failed(
          VERSION, subject, "it is too old for this library", "upgrade, or go by a newer copy");
    }
    return TESTED.contains(major)
        ? PrecheckItem.passed(VERSION, subject)
        : PrecheckItem.warning(
            VERSION,
            subject,
            "this version was not tested with this library",
            "try the project on a copy first, and compare the rows");
  }

  /** In such a database the server takes any bytes for a text, and converts none. */
  private PrecheckItem encoding() {
    String encoding = facts.setting("server_encoding", "");
    return encoding.equals("SQL_ASCII")
        ? PrecheckItem.failed(
            ENCODING,
            encoding,
            "the database does not know which characters its texts hold",
            "load a dump of it into a database with the encoding UTF8, and migrate that")
        : PrecheckItem.passed(ENCODING, encoding);
  }
}
