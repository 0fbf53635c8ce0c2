// Schemas in English: what is found by their names alone.
#include "discovery/drawn_test.h"

namespace ombud::discovery {
namespace {

TEST(Schema, OfAHelpdesk) {
  const Drawn drawn(
      sql::Engine::sqlite,
      {
          ("create table customer (id integer primary key, login varchar(200) not null unique, "
           "email varchar(150) not null, customer_id varchar(150), pw varchar(128), title "
           "varchar(50), first_name varchar(100), last_name varchar(100), phone varchar(150), "
           "fax varchar(150), mobile varchar(150), street varchar(150), zip varchar(200), city "
           "varchar(200), country varchar(200), comments varchar(250), valid_id integer, "
           "create_time datetime, create_by integer, change_time datetime, change_by integer)"),
          ("create table users (id integer primary key, login varchar(200) not null unique, pw "
           "varchar(128), title varchar(50), first_name varchar(100), last_name varchar(100), "
           "valid_id integer, create_time datetime)"),
          ("create table ticket (id integer primary key, tn varchar(50) not null unique, title "
           "varchar(255), queue_id integer, user_id integer not null references users(id), "
           "responsible_user_id integer references users(id), customer_id integer references "
           "customer(id), ticket_state_id integer references ticket_state(id), create_time "
           "datetime not null, create_by integer references users(id))"),
          "create table ticket_state (id integer primary key, name varchar(200))",
          ("create table article (id integer primary key, ticket_id integer not null references "
           "ticket(id), a_from text, a_to text, a_cc text, a_subject text, a_body text, "
           "incoming_time integer, create_by integer references users(id))"),
          ("create table article_attachment (id integer primary key, article_id integer not null "
           "references article(id), filename varchar(250), content_type text, content blob)"),
          ("create table queue (id integer primary key, name varchar(200), system_email "
           "varchar(200))"),
          ("create table time_accounting (id integer primary key, ticket_id integer not null "
           "references ticket(id), time_unit decimal(10,2), create_by integer references "
           "users(id))"),
          ("create table user_preferences (user_id integer not null references users(id), "
           "preferences_key varchar(150), preferences_value blob)"),
          ("create table sessions (id integer primary key, session_id varchar(100), data_key "
           "varchar(100), data_value text)"),
          ("create table ticket_history (id integer primary key, ticket_id integer not null "
           "references ticket(id), name varchar(200), history_type_id integer, create_time "
           "datetime, create_by integer references users(id))"),
          ("create table email_account (id integer primary key, login varchar(200), pw "
           "varchar(200), host varchar(200), account_type varchar(20))"),
      },
      false);
  EXPECT_EQ(drawn.fields("customer"),
            ("login email customer_id pw title first_name last_name phone fax mobile "
             "street zip city country comments create_time create_by change_by"));
  EXPECT_EQ(drawn.fields("users"), "login pw title first_name last_name create_time");
  EXPECT_EQ(drawn.fields("ticket"), "tn title user_id responsible_user_id create_time create_by");
  EXPECT_EQ(drawn.fields("ticket_state"), "");
  EXPECT_EQ(drawn.fields("article"), "a_from a_to a_cc a_subject a_body incoming_time create_by");
  EXPECT_EQ(drawn.fields("article_attachment"), "filename content");
  EXPECT_EQ(drawn.fields("queue"), "");
  EXPECT_EQ(drawn.fields("time_accounting"), "create_by");
  EXPECT_EQ(drawn.fields("user_preferences"), "preferences_value");
  EXPECT_EQ(drawn.fields("sessions"), "session_id data_value");
  EXPECT_EQ(drawn.fields("ticket_history"), "name create_time create_by");
  EXPECT_EQ(drawn.fields("email_account"), "");
}

TEST(Schema, OfAShop) {
  const Drawn drawn(
      sql::Engine::sqlite,
      {
          ("create table accounts (account_id integer primary key, email_addr varchar(200) not "
           "null unique, pass_hash varchar(100), fname varchar(50), surname varchar(50), "
           "mobile_no varchar(20), birth_dt date, marketing_opt_in boolean, last_seen_at "
           "datetime, signup_ip varchar(45), stripe_customer_ref varchar(40), locale varchar(5), "
           "created_at datetime, updated_at datetime)"),
          ("create table account_addresses (id integer primary key, account_id integer not null "
           "references accounts(account_id) on delete cascade, line1 varchar(100), line2 "
           "varchar(100), town varchar(50), county varchar(50), postcode varchar(10), "
           "country_code char(2), is_default boolean)"),
          ("create table orders (id integer primary key, account_id integer not null references "
           "accounts(account_id), order_no varchar(20) unique, placed_at datetime, ship_to_name "
           "varchar(100), ship_to_line1 varchar(100), ship_to_postcode varchar(10), gift_message "
           "text, total_cents integer, status varchar(10))"),
          ("create table order_lines (order_id integer not null references orders(id), line_no "
           "integer not null, sku varchar(20), qty integer, price_cents integer, primary key "
           "(order_id, line_no))"),
          ("create table refunds (id integer primary key, order_id integer not null references "
           "orders(id), amount_cents integer, reason text, processed_by integer references "
           "staff(id))"),
          ("create table staff (id integer primary key, display_name varchar(100), email "
           "varchar(100), pin_code char(4), role varchar(20))"),
          ("create table product_reviews (id integer primary key, sku varchar(20), account_id "
           "integer references accounts(account_id), stars integer, body text, nickname "
           "varchar(40), posted_at datetime)"),
          ("create table newsletter_subscribers (email varchar(200) primary key, first_name "
           "varchar(50), subscribed_at datetime, unsubscribed_at datetime, source varchar(20))"),
          ("create table page_views (id integer primary key, session_key varchar(40), account_id "
           "integer references accounts(account_id), url varchar(500), ip_address varchar(45), "
           "user_agent varchar(255), viewed_at datetime)"),
          ("create table products (sku varchar(20) primary key, name varchar(100), description "
           "text, price_cents integer, brand varchar(50), image_url varchar(200))"),
          ("create table suppliers (id integer primary key, company varchar(100), contact_person "
           "varchar(100), contact_email varchar(100), phone varchar(20), address varchar(200))"),
          ("create table email_templates (id integer primary key, name varchar(50), subject "
           "varchar(200), body text)"),
          ("create table currencies (code char(3) primary key, name varchar(20), rate "
           "decimal(10,4))"),
          ("create table shipping_methods (id integer primary key, name varchar(50), price_cents "
           "integer, carrier varchar(30))"),
          ("create table audit_log (id integer primary key, actor_email varchar(200), action "
           "varchar(50), entity_type varchar(50), entity_id integer, old_values text, new_values "
           "text, logged_at datetime)"),
      },
      false);
  EXPECT_EQ(drawn.fields("accounts"),
            ("email_addr pass_hash fname surname mobile_no birth_dt "
             "marketing_opt_in last_seen_at signup_ip stripe_customer_ref "
             "created_at"));
  EXPECT_EQ(drawn.fields("account_addresses"), "line1 line2 town county postcode country_code");
  EXPECT_EQ(drawn.fields("orders"),
            ("placed_at ship_to_name ship_to_line1 ship_to_postcode gift_message "
             "total_cents"));
  EXPECT_EQ(drawn.fields("order_lines"), "");
  EXPECT_EQ(drawn.fields("refunds"), "amount_cents reason processed_by");
  EXPECT_EQ(drawn.fields("staff"), "display_name email pin_code");
  EXPECT_EQ(drawn.fields("product_reviews"), "stars body nickname posted_at");
  EXPECT_EQ(drawn.fields("newsletter_subscribers"),
            "email first_name subscribed_at unsubscribed_at");
  EXPECT_EQ(drawn.fields("page_views"), "session_key url ip_address user_agent viewed_at");
  EXPECT_EQ(drawn.fields("products"), "");
  EXPECT_EQ(drawn.fields("suppliers"), "company contact_person contact_email phone address");
  EXPECT_EQ(drawn.fields("email_templates"), "");
  EXPECT_EQ(drawn.fields("currencies"), "");
  EXPECT_EQ(drawn.fields("shipping_methods"), "");
  EXPECT_EQ(drawn.fields("audit_log"), "actor_email old_values new_values logged_at");
}

TEST(Schema, OfASchool) {
  const Drawn drawn(
      sql::Engine::sqlite,
      {
          ("create table tbl_students (StudentID integer primary key, StudentNo varchar(20) "
           "unique, GivenName varchar(50), FamilyName varchar(50), DOB date, Sex char(1), "
           "HomeAddress varchar(200), HomeCity varchar(50), PostCode varchar(10), HomePhone "
           "varchar(20), Email varchar(100), Nationality varchar(30), Religion varchar(30), "
           "MedicalNotes text, PhotoPath varchar(200), EnrolmentDate date, ClassID integer "
           "references tbl_classes(ClassID))"),
          ("create table tbl_guardians (GuardianID integer primary key, StudentID integer not "
           "null references tbl_students(StudentID), GuardianName varchar(100), Relationship "
           "varchar(20), Phone varchar(20), Email varchar(100), Occupation varchar(50))"),
          ("create table tbl_classes (ClassID integer primary key, ClassName varchar(20), "
           "TeacherID integer references tbl_teachers(TeacherID), RoomNo varchar(10))"),
          ("create table tbl_teachers (TeacherID integer primary key, FirstName varchar(50), "
           "LastName varchar(50), Email varchar(100), Phone varchar(20), HireDate date, Salary "
           "decimal(10,2), BankAccountNo varchar(30))"),
          ("create table tbl_attendance (AttendanceID integer primary key, StudentID integer not "
           "null references tbl_students(StudentID), AttDate date, Present boolean, Reason "
           "varchar(100))"),
          ("create table tbl_grades (GradeID integer primary key, StudentID integer not null "
           "references tbl_students(StudentID), SubjectID integer not null references "
           "tbl_subjects(SubjectID), Grade varchar(5), Comment text, GradedBy integer references "
           "tbl_teachers(TeacherID))"),
          "create table tbl_subjects (SubjectID integer primary key, SubjectName varchar(50))",
          ("create table tbl_fees (FeeID integer primary key, StudentID integer not null "
           "references tbl_students(StudentID), Amount decimal(10,2), DueDate date, PaidDate "
           "date)"),
          "create table tbl_rooms (RoomNo varchar(10) primary key, Capacity integer)",
      },
      false);
  EXPECT_EQ(drawn.fields("tbl_students"),
            ("StudentNo GivenName FamilyName DOB Sex HomeAddress HomeCity PostCode "
             "HomePhone Email Nationality Religion MedicalNotes PhotoPath "
             "EnrolmentDate ClassID"));
  EXPECT_EQ(drawn.fields("tbl_guardians"), "GuardianName Relationship Phone Email Occupation");
  EXPECT_EQ(drawn.fields("tbl_classes"), "");
  EXPECT_EQ(drawn.fields("tbl_teachers"),
            "FirstName LastName Email Phone HireDate Salary BankAccountNo");
  EXPECT_EQ(drawn.fields("tbl_attendance"), "AttDate Present Reason");
  EXPECT_EQ(drawn.fields("tbl_grades"), "SubjectID Grade Comment GradedBy");
  EXPECT_EQ(drawn.fields("tbl_subjects"), "");
  EXPECT_EQ(drawn.fields("tbl_fees"), "Amount PaidDate");
  EXPECT_EQ(drawn.fields("tbl_rooms"), "");
}

}  // namespace
}  // namespace ombud::discovery
