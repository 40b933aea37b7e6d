CREATE TABLE `edges` (
  `id` int NOT NULL,
  `i8` tinyint DEFAULT NULL,
  `u8` tinyint unsigned DEFAULT NULL,
  `flag` tinyint(1) DEFAULT NULL,
  `i16` smallint DEFAULT NULL,
  `u24` mediumint unsigned DEFAULT NULL,
  `i32` int DEFAULT NULL,
  `z32` int(8) unsigned zerofill DEFAULT NULL,
  `i64` bigint DEFAULT NULL,
  `u64` bigint unsigned DEFAULT NULL,
  `dec65` decimal(65,30) DEFAULT NULL,
  `dec0` decimal(65,0) unsigned DEFAULT NULL,
  `da` date DEFAULT NULL,
  `dt` datetime DEFAULT NULL,
  `dt3` datetime(3) DEFAULT NULL,
  `dt6` datetime(6) DEFAULT NULL,
  `ts` timestamp NULL DEFAULT NULL,
  `ts6` timestamp(6) NULL DEFAULT NULL,
  `ti` time DEFAULT NULL,
  `ti6` time(6) DEFAULT NULL,
  `y` year DEFAULT NULL,
  `bit1` bit(1) DEFAULT NULL,
  `bit7` bit(7) DEFAULT NULL,
  `bit9` bit(9) DEFAULT NULL,
  `bit64` bit(64) DEFAULT NULL,
  `e` enum('one','','it''s','b\\s','中','two') DEFAULT NULL,
  `s` set('x','it''s','中') DEFAULT NULL,
  `s0` set('x','','y') DEFAULT NULL,
  `s64` set('m0','m1','m2','m3','m4','m5','m6','m7','m8','m9','m10','m11','m12','m13','m14','m15','m16','m17','m18','m19','m20','m21','m22','m23','m24','m25','m26','m27','m28','m29','m30','m31','m32','m33','m34','m35','m36','m37','m38','m39','m40','m41','m42','m43','m44','m45','m46','m47','m48','m49','m50','m51','m52','m53','m54','m55','m56','m57','m58','m59','m60','m61','m62','m63') DEFAULT NULL,
  `c` char(10) DEFAULT NULL,
  `v` varchar(100) DEFAULT NULL,
  `bt` tinytext,
  `lt` longtext,
  `b` binary(4) DEFAULT NULL,
  `vb` varbinary(100) DEFAULT NULL,
  `lb` longblob,
  PRIMARY KEY (`id`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_0900_ai_ci;

CREATE TABLE `floats` (
  `id` int NOT NULL,
  `d` double DEFAULT NULL,
  `f` float DEFAULT NULL,
  `d2` double(30,5) DEFAULT NULL,
  `f3` float(10,3) DEFAULT NULL,
  `p` double DEFAULT NULL,
  PRIMARY KEY (`id`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_0900_ai_ci;

CREATE TABLE `letters` (
  `id` int NOT NULL,
  `v` varchar(99) CHARACTER SET latin1 COLLATE latin1_swedish_ci DEFAULT NULL,
  PRIMARY KEY (`id`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_0900_ai_ci;

CREATE TABLE `labels` (
  `id` int NOT NULL,
  `e` enum('a','') NOT NULL,
  `v` varchar(20) DEFAULT NULL,
  `u` timestamp NULL DEFAULT NULL ON UPDATE CURRENT_TIMESTAMP,
  PRIMARY KEY (`id`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_0900_ai_ci;

CREATE TABLE `keyless_labels` (
  `e` enum('a','b') DEFAULT NULL,
  `n` int DEFAULT NULL
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_0900_ai_ci;

CREATE TABLE `self_made` (
  `id` int NOT NULL,
  `a` int DEFAULT NULL,
  `v` int GENERATED ALWAYS AS ((`a` * 2)) VIRTUAL,
  `s` int GENERATED ALWAYS AS ((`a` + 1)) STORED,
  `made` varchar(50) GENERATED ALWAYS AS (concat(_utf8mb4'it\'s ',`a`)) STORED,
  `changed` timestamp NOT NULL DEFAULT CURRENT_TIMESTAMP ON UPDATE CURRENT_TIMESTAMP,
  `created` datetime(6) DEFAULT CURRENT_TIMESTAMP(6),
  PRIMARY KEY (`id`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_0900_ai_ci;

CREATE TABLE `numbered` (
  `id` int NOT NULL AUTO_INCREMENT,
  `v` int DEFAULT NULL,
  PRIMARY KEY (`id`)
) ENGINE=InnoDB AUTO_INCREMENT=100001 DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_0900_ai_ci;

CREATE TABLE `texts` (
  `id` int NOT NULL,
  `j` json DEFAULT NULL,
  PRIMARY KEY (`id`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_0900_ai_ci;

CREATE TABLE `more` (
  `id` int NOT NULL,
  `z` decimal(10,2) unsigned zerofill DEFAULT NULL,
  `z2` decimal(3,3) unsigned zerofill DEFAULT NULL,
  `zb` bigint(20) unsigned zerofill DEFAULT NULL,
  `g` geometry DEFAULT NULL,
  `p` point DEFAULT NULL,
  `j` json DEFAULT NULL,
  `dd` double(12,4) DEFAULT NULL,
  `t2` time(2) DEFAULT NULL,
  `ts1` timestamp(1) NULL DEFAULT NULL,
  `dt4` datetime(4) DEFAULT NULL,
  `t5` time(5) DEFAULT NULL,
  `d1` decimal(1,0) DEFAULT NULL,
  `d9` decimal(9,9) DEFAULT NULL,
  `d10` decimal(10,9) DEFAULT NULL,
  `d18` decimal(18,9) DEFAULT NULL,
  `vb` varbinary(300) DEFAULT NULL,
  `v` varchar(300) DEFAULT NULL,
  `c` char(255) DEFAULT NULL,
  `b` binary(255) DEFAULT NULL,
  PRIMARY KEY (`id`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_0900_ai_ci;

CREATE TABLE `json_floats` (
  `id` int NOT NULL,
  `j` json DEFAULT NULL,
  PRIMARY KEY (`id`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_0900_ai_ci;

