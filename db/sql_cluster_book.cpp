#include "db/sql_cluster_book.h"

#include "core/base/uuid.h"

#include <algorithm>
#include <chrono>
#include <map>
#include <utility>

namespace db {

using core::ports::BookedCluster;
using core::ports::ClusterSubject;

namespace {

constexpr const char* kAuthor = "operator";
const std::string kDrawn = "drawn ";
const std::string kMerged = "merged ";

BookedCluster booked(std::string id, std::string label, std::string state)
{
    BookedCluster cluster;
    cluster.id = std::move(id);
    cluster.label = std::move(label);
    cluster.isDrawn = state.starts_with(kDrawn);
    state = cluster.isDrawn ? state.substr(kDrawn.size()) : state;
    cluster.isExcluded = state == "excluded";
    cluster.mergedInto = state.starts_with(kMerged) ? state.substr(kMerged.size()) : std::string();
    return cluster;
}

/// One command's change of the book, inside the writer's transaction.
class Edit {
public:
    Edit(Connection& writer, core::TimePoint now)
        : m_writer(writer)
        , m_at(now)
    {
        Rows rows = writer.query("SELECT max(at_us) FROM cluster_edits");
        if (rows.next() && !rows.isNull(0)) {
            m_at = std::max(m_at, rows.time(0) + std::chrono::microseconds(1));
        }
    }

    /// The cluster's id; a new one is entered. Its members are what they were and what the operator sees now.
    std::string enter(const ClusterSubject& subject, const std::string& state = "active")
    {
        std::string id = subject.id;
        if (id.empty()) {
            id = core::makeUuidV7(m_at);
            m_writer.run(
                "INSERT INTO clusters(id, task_id, label, state, size, at_us) VALUES(?, ?, '', ?, 0, ?)", id,
                subject.taskId, state, m_at);
        } else if (value("SELECT id FROM clusters WHERE id = ?", id).empty()) {
            throw SqlFailure(
                {core::ErrorCode::NotFound, "cluster " + id + " is not in this workspace; find again"});
        }
        for (const std::string& member : subject.members) {
            m_writer.run(
                "INSERT INTO cluster_members(cluster_id, query, distance) SELECT ?, row, 0 FROM queries "
                "WHERE id = ? ON CONFLICT DO NOTHING",
                id, member);
        }
        m_writer.run("UPDATE clusters SET size = (SELECT count(*) FROM cluster_members WHERE cluster_id = ?) "
                     "WHERE id = ?",
            id, id);
        return id;
    }

    void setLabel(const std::string& id, const std::string& label)
    {
        log(id, "rename", value("SELECT label FROM clusters WHERE id = ?", id));
        m_writer.run("UPDATE clusters SET label = ? WHERE id = ?", label, id);
    }

    void setState(const std::string& id, const char* kind, const std::string& state)
    {
        const std::string before = value("SELECT state FROM clusters WHERE id = ?", id);
        log(id, kind, before);
        m_writer.run("UPDATE clusters SET state = ? WHERE id = ?",
            (before.starts_with(kDrawn) ? kDrawn : std::string()) + state, id);
    }

    void log(const std::string& id, const char* kind, const std::string& before)
    {
        m_writer.run(
            "INSERT INTO cluster_edits(cluster_id, at_us, author, kind, detail) VALUES(?, ?, ?, ?, ?)", id,
            m_at, kAuthor, kind, before);
    }

private:
    std::string value(const char* sql, const std::string& id)
    {
        Rows rows = m_writer.query(sql, id);
        return rows.next() ? rows.text(0) : std::string();
    }

    Connection& m_writer;
    core::TimePoint m_at;
};

} // namespace

SqlClusterBook::SqlClusterBook(const Workspace& workspace)
    : m_access(workspace)
{
}

core::Result<std::vector<BookedCluster>> SqlClusterBook::clusters() const
{
    return m_access.read([](Connection& reader) {
        std::vector<BookedCluster> clusters;
        std::map<std::string, std::size_t> places;
        Rows rows = reader.query("SELECT id, label, state FROM clusters WHERE state NOT IN ('removed', "
                                 "'drawn removed') ORDER BY at_us, id");
        while (rows.next()) {
            places.emplace(rows.text(0), clusters.size());
            clusters.push_back(booked(rows.text(0), rows.text(1), rows.text(2)));
        }
        Rows members = reader.query(
            "SELECT m.cluster_id, q.id FROM cluster_members m JOIN queries q ON q.row = m.query");
        while (members.next()) {
            if (const auto place = places.find(members.text(0)); place != places.end()) {
                clusters[place->second].members.push_back(members.text(1));
            }
        }
        return clusters;
    });
}

core::Result<std::string> SqlClusterBook::newestEdit() const
{
    return m_access.read([](Connection& reader) {
        Rows rows = reader.query("SELECT kind FROM cluster_edits WHERE kind NOT LIKE 'undone %' ORDER BY "
                                 "at_us DESC, id DESC LIMIT 1");
        return rows.next() ? rows.text(0) : std::string();
    });
}

core::Result<void> SqlClusterBook::rename(const core::ports::RenameCluster& edit)
{
    return m_access.write(
        Durability::Full, [edit, now = m_access.workspace().clock().now()](Connection& writer) {
            Edit change(writer, now);
            change.setLabel(change.enter(edit.cluster), edit.label);
        });
}

core::Result<void> SqlClusterBook::merge(const core::ports::MergeClusters& edit)
{
    return m_access.write(
        Durability::Full, [edit, now = m_access.workspace().clock().now()](Connection& writer) {
            Edit change(writer, now);
            const std::string into = change.enter(edit.into);
            for (const ClusterSubject& other : edit.others) {
                const std::string id = change.enter(other);
                if (id != into) {
                    change.setState(id, "merge", kMerged + into);
                }
            }
        });
}

core::Result<void> SqlClusterBook::exclude(const core::ports::ExcludeCluster& edit)
{
    return m_access.write(
        Durability::Full, [edit, now = m_access.workspace().clock().now()](Connection& writer) {
            Edit change(writer, now);
            change.setState(change.enter(edit.cluster), edit.isExcluded ? "exclude" : "include",
                edit.isExcluded ? "excluded" : "active");
        });
}

core::Result<void> SqlClusterBook::draw(const core::ports::DrawCluster& edit)
{
    if (edit.cluster.members.empty() || !edit.cluster.id.empty()) {
        return core::fail(core::ErrorCode::InvalidArgument, "a cluster is drawn around at least one request");
    }
    return m_access.write(
        Durability::Full, [edit, now = m_access.workspace().clock().now()](Connection& writer) {
            Edit change(writer, now);
            const std::string id = change.enter(edit.cluster, kDrawn + "active");
            writer.run("UPDATE clusters SET label = ? WHERE id = ?", edit.label, id);
            change.log(id, "draw", kDrawn + "removed");
        });
}

core::Result<void> SqlClusterBook::undo()
{
    return m_access.write(Durability::Full, [](Connection& writer) {
        struct Step {
            std::int64_t id;
            std::string cluster;
            std::string kind;
            std::string before;
        };
        std::vector<Step> steps;
        Rows rows = writer.query(
            "SELECT id, cluster_id, kind, detail FROM cluster_edits WHERE kind NOT LIKE 'undone %' AND at_us "
            "= "
            "(SELECT max(at_us) FROM cluster_edits WHERE kind NOT LIKE 'undone %') ORDER BY id DESC");
        while (rows.next()) {
            steps.push_back({rows.integer(0), rows.text(1), rows.text(2), rows.text(3)});
        }
        if (steps.empty()) {
            throw SqlFailure({core::ErrorCode::NotFound, "no edit of a cluster is left to take back"});
        }
        for (const Step& step : steps) {
            writer.run(step.kind == "rename" ? "UPDATE clusters SET label = ? WHERE id = ?"
                                             : "UPDATE clusters SET state = ? WHERE id = ?",
                step.before, step.cluster);
            writer.run("UPDATE cluster_edits SET kind = 'undone ' || kind WHERE id = ?", step.id);
        }
    });
}

} // namespace db
