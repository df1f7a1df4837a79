#include <QTemporaryDir>
#include <QTest>

#include "core/base/atomic_file.h"
#include "core/base/hash.h"
#include "core/base/text.h"
#include "core/base/uuid.h"

#include <filesystem>

class TestBase : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void hashesMatchPublishedVectors();
    void idsIncreaseAlsoWhenTheClockStepsBack();
    void seededIdsDependOnNothingElse();
    void invalidTextIsFoundAtItsByte_data();
    void invalidTextIsFoundAtItsByte();
    void aFailedWriteLeavesTheOldFile();
};

void TestBase::hashesMatchPublishedVectors()
{
    QCOMPARE(QString::fromStdString(core::sha256Hex("abc")),
        QStringLiteral("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"));
    // RFC 4231, test case 2
    QCOMPARE(QString::fromStdString(core::hmacSha256Hex("Jefe", "what do ya want for nothing?")),
        QStringLiteral("5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843"));
    const std::string digits = "123456789";
    QCOMPARE(core::crc32(std::as_bytes(std::span(digits))), 0xcbf43926U);
    QCOMPARE(core::fnv1a("a"), 0xaf63dc4c8601ec8cULL);
}

void TestBase::idsIncreaseAlsoWhenTheClockStepsBack()
{
    core::TimePoint time = core::fromMicroseconds(1'800'000'000'000'000);
    std::string last;
    for (int i = 0; i < 10'000; ++i) {
        if (i == 5'000) {
            time -= std::chrono::hours(1);
        }
        const std::string id = core::makeUuidV7(time);
        QVERIFY(id > last);
        QCOMPARE(id.size(), std::size_t{36});
        QCOMPARE(id[14], '7');
        last = id;
    }
}

void TestBase::seededIdsDependOnNothingElse()
{
    const core::TimePoint time = core::fromMicroseconds(1'700'000'000'000'000);
    QCOMPARE(core::makeUuidV7(time, 1, 2), core::makeUuidV7(time, 1, 2));
    QVERIFY(core::makeUuidV7(time, 1, 2) != core::makeUuidV7(time, 1, 3));
    QVERIFY(core::makeUuidV7(time, 1, 2) != core::makeUuidV7(time, 2, 2));
}

void TestBase::invalidTextIsFoundAtItsByte_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<int>("position");
    QTest::newRow("clean") << QByteArray("Gr\xc3\xb6\xc3\x9f" "e") << -1;
    QTest::newRow("lone continuation") << QByteArray("ab\x80") << 2;
    QTest::newRow("cut sequence") << QByteArray("abc\xc3") << 3;
    QTest::newRow("nul") << QByteArray("a\0b", 3) << 1;
}

void TestBase::invalidTextIsFoundAtItsByte()
{
    QFETCH(QByteArray, bytes);
    QFETCH(int, position);
    const std::size_t found = core::findInvalidText(std::string_view(bytes.constData(), static_cast<std::size_t>(bytes.size())));
    QCOMPARE(found == std::string_view::npos ? -1 : static_cast<int>(found), position);
}

void TestBase::aFailedWriteLeavesTheOldFile()
{
    const QTemporaryDir directory;
    const std::filesystem::path path = directory.filePath("value").toStdString();
    QVERIFY(core::writeFileAtomically(path, "old").has_value());
    const auto denied = core::writeFileAtomically(path.parent_path() / "missing" / "value", "new");
    QVERIFY(!denied.has_value());
    QVERIFY(denied.error().code == core::ErrorCode::NotFound);
    QCOMPARE(*core::readWholeFile(path, 100), std::string("old"));
    QVERIFY(!core::readWholeFile(path, 2).has_value());
}

QTEST_GUILESS_MAIN(TestBase)
#include "tst_base.moc"
