#include <QTemporaryDir>
#include <QtTest/QtTest> // first: moc 6.4 cannot read <concepts> when it comes before Qt

#include "core/base/atomic_file.h"
#include "core/base/hash.h"
#include "core/torch/artefact_file.h"

using namespace core::torch;
using core::ErrorCode;

class TestArtefactFile final : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init() { m_path = m_folder.filePath("model").toStdString(); }
    void whatWasWrittenIsRead();
    void anyAlteredByteIsRefused_data();
    void anyAlteredByteIsRefused();
    void truncatedFilesAreRefused();
    void newerFormatsAreRefused();
    void otherKindsAreRefused();
    void anotherFileThanTheRecordedOneIsRefused();
    void missingFilesAreNamed();

private:
    [[nodiscard]] std::string bytes() const { return core::readWholeFile(m_path, 1 << 20).value(); }
    void write(const std::string& bytes) const { QVERIFY(core::writeFileAtomically(m_path, bytes)); }
    [[nodiscard]] ErrorCode readError() const { return readArtefact(m_path, "", "student").error().code; }

    QTemporaryDir m_folder;
    std::string m_path;
};

namespace {
ArtefactContents sample()
{
    ArtefactContents contents;
    contents.texts = {{"kind", "student"}, {"task", "t"}};
    contents.lists["labels"] = {"a", "b\n\"c\""};
    contents.floats["weights"] = {1.5F, -2.25F};
    contents.words["rows"] = {7, 0xFFFFFFFFU};
    return contents;
}
} // namespace

void TestArtefactFile::whatWasWrittenIsRead()
{
    const auto sha256 = writeArtefact(m_path, sample());
    QVERIFY(sha256);
    QCOMPARE(*sha256, core::sha256Hex(bytes()));
    const auto loaded = readArtefact(m_path, *sha256, "student");
    QVERIFY(loaded);
    QCOMPARE(loaded->sha256, *sha256);
    QCOMPARE(loaded->contents.texts, sample().texts);
    QCOMPARE(loaded->contents.lists, sample().lists);
    QCOMPARE(loaded->contents.floats, sample().floats);
    QCOMPARE(loaded->contents.words, sample().words);
}

void TestArtefactFile::anyAlteredByteIsRefused_data()
{
    QTest::addColumn<double>("place");
    QTest::newRow("magic") << 0.0;
    QTest::newRow("header") << 0.2;
    QTest::newRow("numbers") << 0.75;
    QTest::newRow("digest") << 0.999;
}

void TestArtefactFile::anyAlteredByteIsRefused()
{
    QFETCH(double, place);
    QVERIFY(writeArtefact(m_path, sample()));
    std::string altered = bytes();
    char& byte = altered[static_cast<std::size_t>(place * static_cast<double>(altered.size()))];
    byte = static_cast<char>(byte ^ 0x10);
    write(altered);
    QVERIFY(readError() == ErrorCode::Corrupt);
}

void TestArtefactFile::truncatedFilesAreRefused()
{
    QVERIFY(writeArtefact(m_path, sample()));
    const std::string whole = bytes();
    for (const std::size_t size : {std::size_t{0}, std::size_t{10}, whole.size() / 2, whole.size() - 1}) {
        write(whole.substr(0, size));
        QVERIFY(readError() == ErrorCode::Corrupt);
    }
}

void TestArtefactFile::newerFormatsAreRefused()
{
    QVERIFY(writeArtefact(m_path, sample()));
    std::string newer = bytes();
    newer[8] = 2;
    write(newer);
    QVERIFY(readError() == ErrorCode::NewerVersion);
}

void TestArtefactFile::otherKindsAreRefused()
{
    QVERIFY(writeArtefact(m_path, sample()));
    QVERIFY(readArtefact(m_path, "", "router").error().code == ErrorCode::InvalidArgument);
}

void TestArtefactFile::anotherFileThanTheRecordedOneIsRefused()
{
    QVERIFY(writeArtefact(m_path, sample()));
    QVERIFY(readArtefact(m_path, core::sha256Hex("other"), "student").error().code == ErrorCode::Corrupt);
}

void TestArtefactFile::missingFilesAreNamed()
{
    const auto loaded = readArtefact(m_folder.filePath("absent").toStdString(), "", "student");
    QVERIFY(loaded.error().code == ErrorCode::NotFound);
    QVERIFY(loaded.error().message.find("absent") != std::string::npos);
}

QTEST_GUILESS_MAIN(TestArtefactFile)
#include "tst_artefact_file.moc"
