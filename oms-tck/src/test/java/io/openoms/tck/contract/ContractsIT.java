package io.openoms.tck.contract;

import io.openoms.spi.Delivery;
import io.openoms.spi.SinkCapability;
import io.openoms.testkit.DatabaseServer;
import io.openoms.testkit.Servers;
import io.openoms.testkit.junit.Thorough;
import java.util.EnumSet;
import java.util.Set;
import org.junit.jupiter.api.Nested;

/** The same contracts for every endpoint of rows, on real servers whose settings are hostile. */
class ContractsIT {

  private static final Set<SourceBehaviour> WITHOUT_SETUP =
      EnumSet.complementOf(EnumSet.of(SourceBehaviour.SETUP));

  private static DatabaseServer mySql() {
    return Servers.mysql97().hostile().shared();
  }

  private static DatabaseServer oceanBase() {
    return Servers.oceanBase().hostile().shared();
  }

  private static DatabaseServer postgreSql() {
    return Servers.postgreSql16().hostile().shared();
  }

  /** A sink that speaks MySQL's language. */
  abstract static class Sink extends SinkContract {
    @Override
    protected Delivery delivery() {
      return Delivery.TRANSACTIONAL;
    }

    @Override
    protected Set<SinkCapability> capabilities() {
      return EnumSet.complementOf(EnumSet.of(SinkCapability.WRITE_COUNTS));
    }
  }

  @Nested
  class MySqlSource extends SourceContract {
    @Override
    protected SourceFixture open() {
      return JdbcPlace.mySql(mySql());
    }

    @Override
    protected Set<SourceBehaviour> behaviours() {
      return WITHOUT_SETUP;
    }
  }

  @Nested
  class MySqlLog extends LogContract {
    @Override
    protected SourceFixture open() {
      return JdbcPlace.mySql(mySql());
    }
  }

  @Nested
  class MySqlSink extends Sink {
    @Override
    protected SinkFixture open() {
      return JdbcPlace.mySql(mySql());
    }
  }

  @Nested
  @Thorough
  class MariaDbLog extends LogContract {
    @Override
    protected SourceFixture open() {
      return JdbcPlace.mySql(Servers.mariaDb().hostile().shared());
    }
  }

  @Nested
  class OceanBaseSource extends SourceContract {
    @Override
    protected SourceFixture open() {
      return JdbcPlace.oceanBase(oceanBase());
    }

    @Override
    protected Set<SourceBehaviour> behaviours() {
      return EnumSet.complementOf(EnumSet.of(SourceBehaviour.HEARTBEAT));
    }
  }

  @Nested
  class OceanBaseLog extends LogContract {
    @Override
    protected SourceFixture open() {
      return JdbcPlace.oceanBase(oceanBase());
    }
  }

  @Nested
  class OceanBaseSink extends Sink {
    @Override
    protected SinkFixture open() {
      return JdbcPlace.oceanBase(oceanBase());
    }
  }

  @Nested
  class PostgreSqlSource extends SourceContract {
    @Override
    protected SourceFixture open() {
      return JdbcPlace.postgreSql(postgreSql());
    }

    @Override
    protected Set<SourceBehaviour> behaviours() {
      return EnumSet.allOf(SourceBehaviour.class);
    }
  }

  /** It takes changes back into tables with a key that it has. */
  @Nested
  class PostgreSqlSink extends SinkContract {
    @Override
    protected SinkFixture open() {
      return JdbcPlace.postgreSql(postgreSql());
    }

    @Override
    protected Delivery delivery() {
      return Delivery.TRANSACTIONAL;
    }

    @Override
    protected Set<SinkCapability> capabilities() {
      return EnumSet.of(SinkCapability.SAVEPOINT);
    }

    @Override
    protected boolean makesTables() {
      return false;
    }
  }

  @Nested
  class PostgreSqlLog extends LogContract {
    @Override
    protected SourceFixture open() {
      return JdbcPlace.postgreSql(postgreSql());
    }
  }
}
